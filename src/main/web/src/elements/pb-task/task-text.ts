import { parts, type LabState } from '../../lab/lab-state.ts';

/** The authored text of a task, named as `step/task`, even if its step is not displayed. */
export function taskText({ steps }: LabState, name: string): string {
  const { step: at, id } = parts(name);
  const step = steps.find((one) => one.id === at);
  const prose = document.createElement('template');
  prose.innerHTML = step?.html ?? '';
  const words = prose.content.querySelector(`pb-task[task="${CSS.escape(id)}"]`)?.textContent;
  return words?.replace(/\s+/g, ' ').trim() || (step?.title ?? '');
}
