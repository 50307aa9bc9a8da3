import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { Phase, Provisioning } from '../../protocol/messages.ts';
import { machineSentence } from './machine-sentence.ts';

/** The phases of a start; not every start has all of them. */
type OnTheWay = 'waiting' | 'starting' | 'connecting' | 'restoring' | 'rewinding' | 'ready';

/** The state of the learner's machine while it is not ready. Announced to screen readers by the page. */
export class PbProvisioning extends LabElement {
  static override properties = { brief: { type: Boolean }, seconds: { state: true } };

  /** Whether to show only states of an existing machine, and not a start. */
  declare brief: boolean;
  /** Seconds since the machine's last event. */
  declare private seconds: number;
  #last: Provisioning | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #waited = false;
  #restored = false;
  protected override inputs = (): readonly unknown[] => [
    this.lab.known,
    this.lab.provisioning,
    this.lab.connected,
    this.session.gone.value,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tick(false);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const now = this.lab.provisioning;
    if (now !== this.#last) {
      this.#last = now;
      this.seconds = 0;
      this.#waited ||= now.phase === 'waiting';
      this.#restored ||= now.phase === 'restoring';
      this.#tick(now.eta !== undefined);
    }
  }

  protected override render(): TemplateResult {
    // If the lab is gone, the page shows that instead.
    if (!this.lab.known || this.session.gone.value) {
      return html``;
    }
    const machine = this.lab.provisioning;
    const phase = machine.phase;
    const t = this.texts.machine;
    switch (phase) {
      case 'ready':
        return html``;
      case 'waiting':
      case 'starting':
      case 'connecting':
      case 'restoring':
      case 'rewinding':
        return this.brief ? html`` : this.#way(machine, phase);
      case 'reconnecting':
      case 'lost':
      case 'closed':
        return this.#banner(machine);
      case 'ending':
        return this.#banner({ ...machine, eta: this.#left(machine) ?? 0 }, t.stay, 'stay');
      case 'asleep':
        return this.#banner(machine, t.wake, 'start');
      case 'ended':
        return this.#banner(machine, t.start, 'start');
      case 'full':
      case 'failed':
        return this.#banner(machine, t.retry, 'start');
    }
  }

  /** The phases of a start, with the current one marked. */
  #way(machine: Provisioning, phase: Exclude<OnTheWay, 'ready'>): TemplateResult {
    const t = this.texts.machine;
    const left = this.#left(machine);
    const phases: readonly OnTheWay[] =
      phase === 'rewinding'
        ? ['rewinding', 'ready']
        : [
            ...(this.#waited ? (['waiting'] as const) : []),
            'starting',
            'connecting',
            ...(this.#restored ? (['restoring'] as const) : []),
            'ready',
          ];
    const at = phases.indexOf(phase);
    return html`<div class="way" data-phase=${phase}>
      <ol>
        ${phases.map(
          (name, index) => html`<li
            class=${index < at ? 'past' : index === at ? 'now' : ''}
            aria-current=${index === at ? 'step' : nothing}
          >
            ${t.phases[name]}
          </li>`,
        )}
      </ol>
      <p>${machineSentence(machine, t)}</p>
      <p class="estimate">${left !== undefined && left > 0 ? t.eta(left) : nothing}</p>
    </div>`;
  }

  #banner(machine: Provisioning, button?: string, request?: 'stay' | 'start'): TemplateResult {
    return html`<div class="banner" data-phase=${machine.phase satisfies Phase}>
      <p>${machineSentence(machine, this.texts.machine)}</p>
      ${
        button && request
          ? html`<button
            class="button first"
            type="button"
            ?disabled=${!this.lab.connected}
            @click=${() => this.session.ask({ type: request })}
          >
            ${button}
          </button>`
          : nothing
      }
    </div>`;
  }

  #left(machine: Provisioning): number | undefined {
    return machine.eta === undefined ? undefined : Math.max(0, machine.eta - (this.seconds ?? 0));
  }

  #tick(on: boolean): void {
    clearInterval(this.#ticking);
    this.#ticking = on ? setInterval(() => (this.seconds += 1), 1000) : undefined;
  }
}

customElements.define('pb-provisioning', PbProvisioning);
