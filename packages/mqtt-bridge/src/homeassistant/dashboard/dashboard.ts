import type { Texts } from "../../locales/texts.ts";
import type { Component } from "../component.ts";
import type { DiscoveryPart } from "../discovery.ts";

interface Card {
  readonly title: string;
  readonly type: "entities" | "history-graph";
  /** Which entities it shows, by their keys. */
  readonly fits: RegExp;
}

/** As Home Assistant's raw configuration editor takes it. */
export interface Dashboard {
  readonly views: readonly {
    readonly title: string;
    readonly path: string;
    readonly icon: string;
    readonly cards: readonly {
      readonly type: string;
      readonly title: string;
      readonly entities: readonly { readonly entity: string; readonly name: string }[];
    }[];
  }[];
}

/** A dashboard that fits the house as it is announced: what is on by default, under the ids of the first registration. */
export function dashboardOf(parts: readonly DiscoveryPart[], controller: string, texts: Texts): Dashboard {
  const shown = parts.flatMap((part) =>
    [...part.components]
      .filter(([, component]) => component["enabled_by_default"] !== false)
      .map(([key, component]) => ({ key, ...rowOf(component, deviceOf(part)) })),
  );
  const cards = cardsOf(texts)
    .map(({ type, title, fits }) => ({
      type,
      title,
      entities: shown.filter(({ key }) => fits.test(key)).map(({ entity, name }) => ({ entity, name })),
    }))
    .filter(({ entities }) => entities.length > 0);
  return { views: [{ title: `Mihomo ${controller}`, path: controller, icon: "mdi:routes", cards }] };
}

/** The name of the core's device before each of its entities would tell nothing here. */
function rowOf(
  { default_entity_id: entity, name }: Component,
  device: string | undefined,
): { readonly entity: string; readonly name: string } {
  return { entity, name: device === undefined ? name : `${device}: ${name}` };
}

function cardsOf(texts: Texts): Card[] {
  const { cards } = texts;
  return [
    {
      title: cards.now,
      type: "entities",
      fits: /^(binary_sensor_(connected|problem)|select_mode|sensor_(download|upload|connections|memory))$/,
    },
    { title: cards.groups, type: "entities", fits: /^(select|sensor)_group_/ },
    { title: cards.rates, type: "history-graph", fits: /^sensor_(download|upload)$/ },
    { title: cards.scenes, type: "entities", fits: /^scene_/ },
    { title: cards.rules, type: "entities", fits: /^switch_(rule|internet)_/ },
    { title: cards.providers, type: "entities", fits: /^(sensor|button)_provider_/ },
    { title: cards.usage, type: "entities", fits: /^sensor_(device|quota)_/ },
    { title: cards.care, type: "entities", fits: /^(button_flush_.*|update_core|event_core)$/ },
  ];
}

/** The name of a household's device; undefined for the core's own. */
function deviceOf({ about }: DiscoveryPart): string | undefined {
  const { device } = about as { readonly device?: { readonly name?: string; readonly model?: string } };
  return device?.model === undefined ? device?.name : undefined;
}
