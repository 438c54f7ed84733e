export { chargeLeftHolds } from './charge-left-holds.ts';
export { chargeLostHolds, listTeamsWithLostHolds } from './lost-holds.ts';
export { type ReservationRow, type SettlementRow, type SpendRefusal, spend } from './spend.ts';
