import { defineChecker } from '../define-checker.ts';

export const goodbyes = defineChecker(
  'goodbyes',
  'A group whose members were all closed has none left at its coordinator: each has said goodbye.',
  (history, _facts, report) => {
    for (const [index, event] of history.entries()) {
      if (event.type !== 'offsets' || event.members === undefined || event.members === 0) continue;
      report(`group ${event.group} has ${String(event.members)} members that are closed`, index);
    }
  },
);
