import { defineChecker } from '../define-checker.ts';
import type { ConfigEvent } from '../history.ts';

/** What one setting may be. */
interface Setting {
  /** What was acknowledged last; undefined: nobody has set it for certain. */
  acked: string | undefined;
  /** Of those whose outcome nobody knows, or that are under way; they may come at any time. */
  readonly open: Map<string, string>;
}

export const configs = defineChecker(
  'configs',
  'A setting that was acknowledged is read as it was set, until another one is asked for.',
  (history, _facts, report) => {
    const settings = new Map<string, Setting>();
    for (const [index, event] of history.entries()) {
      if (event.type !== 'config') continue;
      const name = `${event.name} of ${event.resource}`;
      const setting = settings.get(name) ?? { acked: undefined, open: new Map<string, string>() };
      settings.set(name, setting);
      if (event.phase !== 'read') note(setting, event);
      else if (setting.acked !== undefined && event.value !== setting.acked && !isOpen(setting, event.value)) {
        report(`${name} is read as ${String(event.value)}, and ${setting.acked} was acknowledged`, index);
      }
    }
  },
);

function note(setting: Setting, { phase, change, value }: Extract<ConfigEvent, { change: string }>): void {
  if (phase === 'asked') {
    setting.open.set(change, value);
    return;
  }
  setting.open.delete(change);
  setting.acked = value;
}

function isOpen({ open }: Setting, value: string | null): boolean {
  return [...open.values()].some((each) => each === value);
}
