import { expect, test } from 'vitest';
import { namedTerminal } from './named-terminal.ts';

test.each([
  ['Terminal 2 on veth1_p:', '2'],
  ['Terminal 6 pings from c1, once the other five print listening on:', '6'],
  ['前五个都打印出 listening on 以后，终端 6 从 c1 ping：', '6'],
])('“%s” is about one terminal', (sentence, name) => expect(namedTerminal(sentence)).toBe(name));

test.each([
  'Read the time stamps from terminal 1 to terminal 5:',
  'Terminal 2 still listens.',
  'Open another terminal:',
  'terminals 10 apart:',
  '',
])('“%s” names none', (sentence) => expect(namedTerminal(sentence)).toBeUndefined());
