/** No live replica can lead. */
export const NO_LEADER = -1;
