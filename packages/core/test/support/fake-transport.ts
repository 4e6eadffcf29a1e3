import type { ControllerError } from "../../src/client/errors.ts";
import type {
  FrameSocket,
  SocketEvents,
  StreamRequest,
  Transport,
  TransportRequest,
} from "../../src/client/transport.ts";

/** One socket that a test opened: it speaks, the test listens. */
export class FakeSocket implements FrameSocket {
  readonly request: StreamRequest;
  readonly calls: string[] = [];
  readonly #events: SocketEvents;

  constructor(request: StreamRequest, events: SocketEvents) {
    this.request = request;
    this.#events = events;
  }

  open(): void {
    this.#events.onOpen?.();
  }

  frame(value: unknown): void {
    this.#events.onFrame(typeof value === "string" ? value : JSON.stringify(value));
  }

  end(error: ControllerError): void {
    this.#events.onEnd(error);
  }

  terminate(): void {
    this.calls.push("terminate");
  }

  pause(): void {
    this.calls.push("pause");
  }

  resume(): void {
    this.calls.push("resume");
  }
}

/** A transport without a network: answers calls with `answer` and keeps the sockets for the test to speak through. */
export class FakeTransport implements Transport {
  readonly requests: TransportRequest[] = [];
  readonly sockets: FakeSocket[] = [];
  answer: (request: TransportRequest) => unknown = () => undefined;
  isClosed = false;

  async request(request: TransportRequest): Promise<unknown> {
    this.requests.push(request);
    return this.answer(request);
  }

  open(request: StreamRequest, events: SocketEvents): FrameSocket {
    const socket = new FakeSocket(request, events);
    this.sockets.push(socket);
    return socket;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
