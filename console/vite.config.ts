import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The server gives the console below /console/ and nothing of it inline (its Content-Security-Policy
// forbids that): so no inlined assets, and no polyfill that would be.
export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: {
    proxy: { "/api": process.env["SEKISHO_SERVER"] ?? "http://127.0.0.1:8080" },
  },
  test: { include: ["src/**/*.test.ts", "tests/**/*.test.ts"] },
});
