export declare const losses: number[];
