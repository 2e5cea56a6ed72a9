# Completion of cabled for bash, made by `cabled completion bash`.
# shellcheck shell=bash
_cabled() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local command='' options='' commands='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command/${COMP_WORDS[i]}" in
    /run|/fetch|/import|/reparse|/rebuild|/parse|/id|/codes|/show|/search|/export|/feed|/status|/sources|/sources/pause|/sources/resume|/sources/add|/sources/check|/why|/url|/robots|/migrate|/archive|/archive/index|/archive/verify|/warc|/check|/serve|/doctor|/completion) command=$command/${COMP_WORDS[i]} ;;
    esac
  done
  case "$command:$before" in
    *:--config) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    *:--database) return ;;
    *:--state-dir) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    *:--log-level) return ;;
    /fetch:--list) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    /fetch:--source) return ;;
    /import:--undo) return ;;
    /import:--base-url) return ;;
    /import:--columns) return ;;
    /import:--map) return ;;
    /reparse:--source) return ;;
    /reparse:--since) return ;;
    /reparse:--until) return ;;
    /show:--format) mapfile -t COMPREPLY < <(compgen -W 'text json txt bib ris csl cite' -- "$word"); return ;;
    /show:--between) return ;;
    /search:--from) return ;;
    /search:--to) return ;;
    /search:--station) return ;;
    /search:--tag) return ;;
    /search:--classification) return ;;
    /search:--site) return ;;
    /search:--limit) return ;;
    /search:--offset) return ;;
    /search:--sort) mapfile -t COMPREPLY < <(compgen -W 'rank newest oldest' -- "$word"); return ;;
    /search:--format) mapfile -t COMPREPLY < <(compgen -W 'text json csv bib ris csl' -- "$word"); return ;;
    /export:--format) mapfile -t COMPREPLY < <(compgen -W 'jsonl csv sqlite ftm bulk' -- "$word"); return ;;
    /export:--output) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    /export:--since) return ;;
    /export:--from) return ;;
    /export:--to) return ;;
    /export:--station) return ;;
    /export:--tag) return ;;
    /export:--classification) return ;;
    /export:--site) return ;;
    /feed:--since) return ;;
    /feed:--to) return ;;
    /feed:--consumer) return ;;
    /feed:--batch) return ;;
    /feed:--keep) return ;;
    /feed:--keep-read) return ;;
    /feed:--match) return ;;
    /feed:--station) return ;;
    /feed:--tag) return ;;
    /feed:--secret-file) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    /feed:--password-file) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    /feed:--batch-bytes) return ;;
    /feed:--give-up-after) return ;;
    /feed:--forget) return ;;
    /url:--base) return ;;
    /robots:--agent) return ;;
    /check:--try) return ;;
  esac
  case $command in
    '') options='' commands='run fetch import reparse rebuild parse id codes show search export feed status sources why url robots migrate archive warc check serve doctor completion' ;;
    '/run') options='--help --once' commands='' ;;
    '/fetch') options='--help --list --damaged --source --follow-links --dry-run' commands='' ;;
    '/import') options='--help --list --undo --base-url --columns --map' commands='' ;;
    '/reparse') options='--help --all --source --since --until --older-parser --rejected --dry-run' commands='' ;;
    '/rebuild') options='--help' commands='' ;;
    '/parse') options='--help --jsonl --text --explain --no-profiles' commands='' ;;
    '/id') options='--help' commands='' ;;
    '/codes') options='--help' commands='' ;;
    '/show') options='--help --format --diff --between' commands='' ;;
    '/search') options='--help --from --to --station --tag --classification --site --damaged --limit --offset --sort --format --facets' commands='' ;;
    '/export') options='--help --format --output --defuse-formulas --bom --since --from --to --station --tag --classification --site --damaged' commands='' ;;
    '/feed') options='--help --since --follow --to --consumer --batch --keep --keep-read --copy-anew --check --heal --match --station --tag --secret-file --password-file --batch-bytes --give-up-after --redeliver --now --list --forget' commands='' ;;
    '/status') options='--help --check' commands='' ;;
    '/sources') options='--help' commands='pause resume add check' ;;
    '/sources/pause') options='--help' commands='' ;;
    '/sources/resume') options='--help' commands='' ;;
    '/sources/add') options='--help' commands='' ;;
    '/sources/check') options='--help' commands='' ;;
    '/why') options='--help' commands='' ;;
    '/url') options='--help --base --jsonl' commands='' ;;
    '/robots') options='--help --agent --jsonl' commands='' ;;
    '/migrate') options='--help --roles --publication --upgrade-database' commands='' ;;
    '/archive') options='--help' commands='index verify' ;;
    '/archive/index') options='--help' commands='' ;;
    '/archive/verify') options='--help' commands='' ;;
    '/warc') options='--help' commands='' ;;
    '/check') options='--help --settings --try' commands='' ;;
    '/serve') options='--help' commands='' ;;
    '/doctor') options='--help' commands='' ;;
    '/completion') options='--help' commands='' ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options --help --version --config --database --state-dir --log-level --quiet --json" -- "$word")
  elif [[ $commands ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _cabled cabled
