// True in `vite --mode fake` and in tests, false in what is shipped (then the fake host is cut
// out).
declare const __FAKE__: boolean;
