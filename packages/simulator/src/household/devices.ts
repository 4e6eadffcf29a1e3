import { hashText } from "../random.ts";
import { isIP } from "node:net";
import type { Device } from "../world/config/simulation.ts";
import type { OpenConnection } from "../world/traffic/traffic.ts";
import type { World } from "../world/world.ts";
import { bytesOf, type Manner, manners } from "./activities.ts";

interface Session {
  readonly open: OpenConnection;
  readonly manner: Manner;
  readonly endsAtS: number;
  ageS: number;
}

const mostSessions = 160;

/** The devices of a house: each second some open connections, bytes move on those that are open, some end. */
export class Devices {
  readonly #world: World;
  readonly #sessions = new Set<Session>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Fills the house with what has been running for a while, so that the first look is no empty room. */
  settle(): void {
    for (const device of this.#world.simulation.devices) {
      for (let i = 0; i < Math.ceil(device.rate / 4); i++) this.#begin(device);
    }
  }

  /** One second of life. */
  tick(): void {
    const { random } = this.#world;
    for (const session of this.#sessions) {
      session.ageS++;
      const { up, down } = bytesOf(session.manner, session.ageS, random);
      session.open.transfer(up, down);
      if (session.ageS >= session.endsAtS) session.open.close();
    }
    for (const device of this.#world.simulation.devices) {
      if (random.chance(device.rate / 60) && this.#sessions.size < mostSessions) this.#begin(device);
    }
  }

  #begin(device: Device): void {
    const { random, traffic } = this.#world;
    if (device.habits.length === 0) return;
    const { activity, host } = random.pick(device.habits);
    const manner = manners[activity];
    const isAddress = isIP(host) !== 0;
    const luck = hashText(host);
    const open = traffic.open({
      network: manner.network,
      type: "Tun",
      inboundName: "DEFAULT-TUN",
      sourceIP: device.ip,
      sourcePort: random.int(32_768, 60_999),
      destinationIP: isAddress ? host : `203.0.113.${luck % 254}`,
      destinationPort: manner.network === "udp" ? 20_000 + (luck % 20_000) : 443,
      host: isAddress ? "" : host,
      dnsMode: isAddress ? "normal" : "fake-ip",
    });
    if (open === undefined) return;
    const session: Session = { open, manner, endsAtS: random.int(...manner.lifeS), ageS: 0 };
    this.#sessions.add(session);
    void open.closed.then(() => this.#sessions.delete(session));
  }
}
