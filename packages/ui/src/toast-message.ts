export interface ToastMessage {
  title: string;
  description?: string;
  tone?: 'info' | 'positive' | 'danger';
  action?: { label: string; onSelect: () => void };
}

export interface ShownToast extends ToastMessage {
  id: number;
}
