export { type TfjsLoss, toTfjs } from './tfjs/to-tfjs';
