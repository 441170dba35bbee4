export declare function isNewest(file: string, sources: string[]): boolean;
