import type { Room } from '../../protocol/network.ts';
import type { Texts } from '../../texts/texts.ts';

/** What a room is called, to learners. */
export function roomName(room: Room | undefined, t: Texts['network']): string {
  switch (room?.kind) {
    case undefined:
      return '';
    case 'init':
      return t.init;
    case 'named':
      return room.name;
    case 'container':
      return t.container(room.name);
    case 'nameless':
      return t.nameless(room.pid);
  }
}
