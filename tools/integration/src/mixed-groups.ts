import { type TestContext, describe, it } from 'node:test';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { type Agreement, churnAgreements, steadyAgreements } from './mixed/agreements.ts';
import { Churn } from './mixed/churn.ts';
import { SteadyGroup } from './mixed/steady-group.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** Of the order in which members suffer, and when. */
const SEED = Number(process.env['K_CHURN_SEED'] ?? 1);

/** Groups in which ours and members of other clients share the partitions of a topic. */
export function defineMixedGroupsSuite(name: string, hasBrokerProtocol: boolean, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);

    for (const agreement of steadyAgreements(hasBrokerProtocol)) {
      it(`${agreement.title}: each reads its share, one leaves, one dies, and nothing is left out`, async (t) => {
        const group = await SteadyGroup.create(lab(), agreement);
        await withClients(t, group, () => settleStepByStep(group, agreement));
      });
    }

    for (const agreement of churnAgreements(hasBrokerProtocol)) {
      it(`${agreement.title}: under load all of them leave, freeze, die and come back (seed ${SEED})`, async (t) => {
        const churn = await Churn.create(lab(), agreement, SEED);
        await withClients(t, churn, () => churn.run());
        t.diagnostic(churn.summary);
      });
    }
  });
}

async function settleStepByStep(group: SteadyGroup, { kinds }: Agreement): Promise<void> {
  for (const kind of kinds) {
    await group.join(kind);
    await group.settle();
  }
  const others = kinds.filter((kind) => kind !== 'ours');
  await group.leave(others[0] ?? 'ours');
  await group.settle();
  await group.die(others[1] ?? 'ours');
  await group.settle();
  await group.leave('ours');
  await group.settle();
}

/** Skips the test where a client cannot be had, but not on CI. */
async function withClients(
  t: TestContext,
  group: { close(): Promise<void> },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof MissingPrerequisiteError) || process.env['CI'] === 'true') throw error;
    t.skip(error.message);
  } finally {
    await group.close();
  }
}
