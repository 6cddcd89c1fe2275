import { serveCalls } from '../serve-calls.ts';
import { connectSource } from './engine-source.ts';
import { LayerLibrary } from './layer-library.ts';
import { layerMethods } from './layer-methods.ts';

// A process of its own: reads what hostile images hold, keeps large indexes out of the main process, and may
// be ended at any moment. Its only argument is the folder of the cache.
const library = new LayerLibrary(process.argv.at(-1) ?? '');
const port = process.parentPort;
const take = serveCalls(layerMethods(library, connectSource), (answer) => port.postMessage(answer));
port.on('message', ({ data }) => take(data));
