import { LitElement, type PropertyValues } from 'lit';
import { shareByKey, shareByPointer, type Bounds, type SplitDirection } from './share.ts';

/** Fired when a splitter is moved. */
export class ShareChange extends Event {
  static readonly NAME = 'pb-share';

  /**
   * @param percent the share of the first part
   * @param settled whether the movement has ended
   */
  constructor(
    readonly percent: number,
    readonly settled: boolean,
  ) {
    super(ShareChange.NAME);
  }
}

/** The separator between two parts of its parent, moved by pointer or arrow keys. */
export class PbSplitter extends LitElement {
  static override properties = {
    direction: { type: String, reflect: true },
    share: { attribute: false },
    bounds: { attribute: false },
    label: { attribute: false },
  };

  declare direction: SplitDirection;
  /** Of the first part, in percent. */
  declare share: number;
  declare bounds: Bounds;
  declare label: string;

  constructor() {
    super();
    this.direction = 'beside';
    this.addEventListener('keydown', this.#key);
    this.addEventListener('pointerdown', this.#grab);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'separator';
    this.tabIndex = 0;
    this.classList.add('splitter');
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.ariaLabel = this.label;
    this.ariaOrientation = this.direction === 'beside' ? 'vertical' : 'horizontal';
    this.ariaValueMin = `${this.bounds.least}`;
    this.ariaValueMax = `${this.bounds.most}`;
    this.ariaValueNow = `${Math.round(this.share)}`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    const share = modified ? undefined : shareByKey(event.key, this.direction, this.share, this.bounds);
    if (share !== undefined) {
      event.preventDefault();
      this.dispatchEvent(new ShareChange(share, true));
    }
  };

  readonly #grab = (event: PointerEvent): void => {
    const box = this.parentElement!.getBoundingClientRect();
    let last: number | undefined;
    this.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      last = shareByPointer(moved, this.direction, box, this.bounds);
      this.dispatchEvent(new ShareChange(last, false));
    };
    this.addEventListener('pointermove', move);
    this.addEventListener(
      'lostpointercapture',
      () => {
        this.removeEventListener('pointermove', move);
        if (last !== undefined) {
          this.dispatchEvent(new ShareChange(last, true));
        }
      },
      { once: true },
    );
  };
}

customElements.define('pb-splitter', PbSplitter);
