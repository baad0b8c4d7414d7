/** What is told to who does not ask which operations it is allowed (KIP-430). */
export const NOT_ASKED = -2147483648;
