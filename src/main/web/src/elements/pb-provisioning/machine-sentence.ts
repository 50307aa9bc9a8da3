import type { Provisioning } from '../../protocol/messages.ts';
import type { Texts } from '../../texts/texts.ts';

/** Describes the state of a machine that is starting, ending or gone; empty when it is ready. */
export function machineSentence(machine: Provisioning, t: Texts['machine']): string {
  return [sentence(machine, t), machine.message ?? ''].filter((part) => part !== '').join(' ');
}

function sentence(machine: Provisioning, t: Texts['machine']): string {
  switch (machine.phase) {
    case 'ready':
      return '';
    case 'waiting':
      return t.waiting(machine.place ?? 1, machine.of ?? machine.place ?? 1);
    case 'ending':
      return t.ending(machine.eta ?? 0);
    case 'starting':
    case 'connecting':
    case 'reconnecting':
    case 'restoring':
    case 'rewinding':
    case 'lost':
    case 'asleep':
    case 'ended':
    case 'closed':
    case 'full':
    case 'failed':
      return t[machine.phase];
  }
}
