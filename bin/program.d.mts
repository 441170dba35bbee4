export declare const PROGRAM: string;
export declare const PROGRAM_SOURCES: string[];
