import { ReconnectingSocket } from '../../protocol/reconnecting-socket.ts';

/** Reloads an author's list of lessons whenever the server has read the course again. */
export class PbCourse extends HTMLElement {
  #socket: ReconnectingSocket | undefined;

  connectedCallback(): void {
    const url = new URL('/course/events', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    let before = false;
    this.#socket = new ReconnectingSocket(
      {
        address: () => url.href,
        // Changes during a disconnection are not reported again.
        opened: () => void (before ? this.#show() : undefined),
        text: () => void this.#show(),
        bytes: () => undefined,
        dropped: () => (before = true),
      },
      (address) => new WebSocket(address),
      window,
    );
    this.#socket.connect();
  }

  disconnectedCallback(): void {
    this.#socket?.end();
  }

  async #show(): Promise<void> {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const now = page.querySelector(this.localName);
      if (now) {
        this.replaceChildren(...now.childNodes);
        const said = this.querySelector<HTMLElement>('[data-said]');
        if (said) {
          said.textContent = said.dataset['said'] ?? '';
        }
      }
    } catch {
      // The server is unavailable; the socket reconnects.
    }
  }
}

customElements.define('pb-course', PbCourse);
