import type { LabState } from '../../lab/lab-state.ts';

/** A task, named as `step/task`, in its author's words, whether its step is on view or not. */
export function taskText({ steps }: LabState, name: string): string {
  const [id, task = ''] = name.split('/');
  const step = steps.find((one) => one.id === id);
  const prose = document.createElement('template');
  prose.innerHTML = step?.html ?? '';
  const words = prose.content.querySelector(`pb-task[task="${CSS.escape(task)}"]`)?.textContent;
  return words?.replace(/\s+/g, ' ').trim() || (step?.title ?? '');
}
