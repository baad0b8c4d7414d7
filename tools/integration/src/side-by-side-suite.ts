// Kafka's tools and the admin clients of others on @k/broker, held against what a real Kafka said to them. Run by main.ts with
// node's test runner; npm test does not come here. On a real Kafka it holds the record against that, or makes it anew.
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { javaShell } from './foreign/programs.ts';
import { CALLERS, prepareCallers } from './side-by-side/callers.ts';
import { isWanted } from './side-by-side/names.ts';
import { SESSIONS } from './side-by-side/sessions.ts';
import { RECORDED_VERSION, brokerSide, kafkaSide } from './side-by-side/sides.ts';
import { defineCallers, defineToolSessions } from './side-by-side/suite.ts';

const version = process.env['K_KAFKA_VERSION'];
if (version !== undefined && version !== RECORDED_VERSION)
  throw new Error(`the record is of Kafka ${RECORDED_VERSION}`);
const names = (process.env['K_FOREIGN_CLIENTS'] ?? '').split(',').filter((name) => name !== '');

const ours = version === undefined;
const updates = process.env['UPDATE_FIXTURES'] === '1';
const how = { start: ours ? brokerSide : kafkaSide, ours, recording: updates && !ours, renewing: updates && ours };

const sessions = SESSIONS.filter(({ name }) => isWanted(`java-${name}`, names));
if (sessions.length > 0) {
  const tools = await javaShell(RECORDED_VERSION)(console.error).catch((error: unknown) => {
    if (error instanceof MissingPrerequisiteError) return error;
    throw error;
  });
  defineToolSessions(how, sessions, tools);
}
defineCallers(
  how,
  await prepareCallers(
    CALLERS.filter(({ name }) => isWanted(name, names)),
    console.error,
  ),
);
