export type { History } from '@k/tool-history';
