export { insertLabelMove, type NewLabelMove } from './insert-label-move.ts';
export { type AttestedLabel, listAttestedLabels } from './list-attested-labels.ts';
export { type LabelMoveRow, listLabelMoves, listLabels, selectEarlierMove } from './list-label-moves.ts';
