// ECMAScript modules as they are: NODE_OPTIONS=--experimental-vm-modules npx jest
export default { transform: {} };
