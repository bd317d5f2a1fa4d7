import { valueOptions } from './bash-script.js';
import type { CommandOutline, Values } from './program-outline.js';

/** Completion for PowerShell 5 and later. Paths are completed by the shell itself, which does so when nothing is offered. */
export function powershellScript(commands: readonly CommandOutline[]): string {
  return `# Completion of nurture for PowerShell. In $PROFILE:  nurture complete powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName nurture -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $takesValue = @(${valueOptions(commands).map(quoted).join(', ')})
    $commands = @{
${commands.map((command) => `        ${quoted(command.path)} = @(${wordsOf(command)})`).join('\n')}
    }
    $values = @{
${commands.flatMap(valueLines).join('\n')}
    }
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $at = 'nurture'
    for ($i = 1; $i -lt $words.Count; $i++) {
        if ($takesValue -ccontains $words[$i]) { $i++; continue }
        if ($commands.ContainsKey("$at $($words[$i])")) { $at = "$at $($words[$i])" }
    }
    $last = "$at $($words[-1])"
    $found = if ($values.ContainsKey($last)) { $values[$last] } elseif ($takesValue -ccontains $words[-1]) { @() } else { $commands[$at] }
    $found | Where-Object { $_ -clike "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`;
}

function wordsOf({ subcommands, options, operands }: CommandOutline): string {
  const words = [
    ...subcommands.map(({ name }) => name),
    ...wordsIn(operands),
    ...options.flatMap(({ names }) => names),
  ];
  return words.map(quoted).join(', ');
}

function valueLines({ path, options }: CommandOutline): readonly string[] {
  return options.flatMap(({ names, value }) => {
    const words = value === undefined ? [] : wordsIn(value);
    if (words.length === 0) return [];
    return names.map((name) => `        ${quoted(`${path} ${name}`)} = @(${words.map(quoted).join(', ')})`);
  });
}

function wordsIn(values: Values): readonly string[] {
  return values.kind === 'words' ? values.words : [];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
