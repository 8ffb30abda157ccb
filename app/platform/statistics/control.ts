import { StatisticsError } from "./statistics-error.ts";

/** Of a long computation: in a worker, `shouldStop` reads a flag of shared memory and `onProgress` posts a message. */
export interface Control {
  shouldStop?(): boolean;
  onProgress?(done: number, total: number): void;
}

/** @throws StatisticsError `calcul_interrompu` when asked to stop. */
export function report(control: Control, done: number, total: number): void {
  if (control.shouldStop?.()) throw new StatisticsError("calcul_interrompu");
  control.onProgress?.(done, total);
}
