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
HTMLCanvasElement.prototype.getContext = () => null; // axe measures icons with one
File.prototype.arrayBuffer ??= function arrayBuffer(this: File) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(this);
  });
};
URL.createObjectURL ??= () => 'blob:test';
URL.revokeObjectURL ??= () => undefined;

beforeEach(() => setLanguage('zh'));
