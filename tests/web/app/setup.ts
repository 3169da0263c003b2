// Before every test file: Chinese, whatever the machine speaks, and what jsdom lacks.
import { beforeEach } from 'vitest';
import { setLanguage } from '../../../web/shared/texts';

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
};
window.scrollTo = () => undefined;
URL.createObjectURL ??= () => 'blob:test';
URL.revokeObjectURL ??= () => undefined;

beforeEach(() => setLanguage('zh'));
