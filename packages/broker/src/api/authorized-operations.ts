// Operations nobody is refused, as bits by operation code: the broker has no authorizer (KIP-430).

export const TOPIC_OPERATIONS = 0b1101_1111_1000;
export const CLUSTER_OPERATIONS = 0b1_1111_1010_0000;
/** Those of today: before 4.0 groups had no configurations. */
export const GROUP_OPERATIONS = 0b1101_0100_1000;
/** What is told to who does not ask. */
export const NOT_ASKED = -2147483648;
