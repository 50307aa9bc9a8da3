import type { Namespace } from '../../protocol/messages.ts';
import type { Texts } from '../../texts/texts.ts';

/** A namespace's name for learners. */
export function namespaceName(namespace: Namespace | undefined, t: Texts['network']): string {
  switch (namespace?.kind) {
    case undefined:
      return '';
    case 'init':
      return t.init;
    case 'named':
      return namespace.name;
    case 'container':
      return t.container(namespace.name);
    case 'nameless':
      return t.nameless(namespace.pid);
  }
}
