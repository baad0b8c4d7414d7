// What main.ts has each suite begin with: when its time is over it ends by itself, and takes the brokers that it started with it.
process.once('SIGTERM', () => process.exit(143));
