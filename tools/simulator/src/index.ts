export { drawScenario } from './draw/draw-scenario.ts';
export type { ClientSpec, ClusterSpec, Fault, Scenario, TopicSpec } from './scenario/scenario.ts';
export { simulate, type SimulateOptions, type Simulated, type SimulationStats } from './simulate.ts';
