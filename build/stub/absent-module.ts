/** Stands for a module of dockerode's that Berth never runs. Using it is a defect, so it says so. */
export default function absentModule(): never {
  throw new Error('this module is not part of Berth');
}
