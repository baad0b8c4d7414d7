const NAMES = new Set(['name', 'topic', 'topicName', 'topicId']);

/**
 * Whether a request speaks of a topic, by its name or id: in whichever field, as long as it is within one that is about topics
 * (a group's assignor may have the name of a topic).
 */
export function namesTopic(
  request: unknown,
  topic: { readonly name: string; readonly topicId: string | undefined },
): boolean {
  const isIt = (value: unknown): boolean => value === topic.name || (value === topic.topicId && value !== undefined);
  const visit = (value: unknown, isAboutTopics: boolean): boolean => {
    if (typeof value === 'string') return isAboutTopics && isIt(value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
    if (Array.isArray(value)) return value.some((item) => visit(item, isAboutTopics));
    return Object.entries(value).some(([field, part]) =>
      typeof part === 'string' && !NAMES.has(field) ? false : visit(part, isAboutTopics || /topic/i.test(field)),
    );
  };
  return visit(request, false);
}
