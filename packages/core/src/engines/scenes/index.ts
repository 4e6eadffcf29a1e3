export { type NamedScene, openScenes, type SceneEngine, type ScenesOptions } from "./scenes.ts";
export { Scene } from "./scene.ts";
