// What the face mesh answers in its original runtime, for tests/engine/faces/test_mesh.py.
//
//   npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
//   node reference_facemesh.mjs PATH/package/models INPUTS.rgb > tests/data/facemesh_reference.json
//
// INPUTS.rgb holds raw 192 x 192 x 3 uint8 crops, one after the other; `python -m training.reference_facemesh`
// writes it. Run this where the three packages are installed: node looks for them beside the script or above.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import "@tensorflow/tfjs-backend-cpu";

const SIDE = 192;
const [folder, inputs] = process.argv.slice(2);
const graph = JSON.parse(readFileSync(join(folder, "facemesh.json"), "utf8"));
const weights = readFileSync(join(folder, "facemesh.bin"));
const model = await loadGraphModel({
  load: async () => ({
    modelTopology: graph.modelTopology,
    format: graph.format,
    weightSpecs: graph.weightsManifest.flatMap((group) => group.weights),
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  }),
});
await tf.setBackend("cpu");

const pixels = readFileSync(inputs);
const bytes = SIDE * SIDE * 3;
const points = [];
for (let at = 0; at < pixels.length; at += bytes) {
  const crop = Float32Array.from(pixels.subarray(at, at + bytes), (value) => value / 255);
  const answer = model.execute({ input_1: tf.tensor4d(crop, [1, SIDE, SIDE, 3]) }, "Identity_2");
  points.push(Array.from(answer.dataSync(), (value) => Number(value.toFixed(4))));
}
console.log(JSON.stringify({ runtime: `tfjs ${tf.version_core} cpu`, points }));
