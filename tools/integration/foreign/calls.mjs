// What the programs in JavaScript that make the calls of an admin client share: a line of JSON for each call (README.md).

/** Where the brokers are: the last argument. */
export const servers = (process.argv.at(-1) ?? '').split(',');

/** int64 as text, and bytes too. */
function plain(key, value) {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return [...value];
  if (value instanceof Error) return errorOf(value);
  if (value?.type === 'Buffer') return Buffer.from(value.data).toString('hex');
  return value;
}

/** All that an error says of what went wrong, without where in the client it did. */
function errorOf(error) {
  const { name, message, type, code, errors } = error;
  const own = { name, message, ...(type === undefined ? {} : { type }), ...(code === undefined ? {} : { code }) };
  return Array.isArray(errors) ? { ...own, errors: errors.map(errorOf) } : own;
}

/**
 * Makes a call, and tells what came of it.
 * @param {string} call
 * @param {() => unknown} make
 */
export async function tell(call, make) {
  let line;
  try {
    line = { call, ok: (await make()) ?? null };
  } catch (error) {
    line = { call, error: JSON.stringify(errorOf(error), plain) };
  }
  process.stdout.write(`${JSON.stringify(line, plain)}\n`);
}

/**
 * Waits until an answer is as wanted: for what the brokers do meanwhile, and tell by nothing else.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => boolean} isWanted
 * @returns the last answer, after 20 s whatever it is
 */
export async function until(ask, isWanted) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Until what the last call changed is known to every broker: nothing tells. A real Kafka takes some ms. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 400));
