import { real } from "./targets.ts";
import { wholeStory } from "./whole-story.ts";

wholeStory(real);
