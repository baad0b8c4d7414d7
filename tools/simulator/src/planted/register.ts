// node --import .../register.js PROGRAM    with K_PLANTED_URL and K_PLANTED_FILE set, the module of that URL has the text of
// that file: nothing in dist is written, so that tests may run beside.
import { register } from 'node:module';

register('./load-hook.js', import.meta.url);
