import hooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";

export default typescript.config(
  { ignores: ["dist", "src/api/schema.d.ts"] },
  ...typescript.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      // It only says that the compiler, which this console does not use, would leave a list alone.
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "text is text: nothing that came from a log becomes markup",
        },
        {
          selector: "JSXText[value=/[A-Za-z\\u3040-\\u9fff]/]",
          message: "words stand in src/text, in both languages",
        },
      ],
    },
  },
  { files: ["**/*.mjs", "**/*.js"], ...typescript.configs.disableTypeChecked },
);
