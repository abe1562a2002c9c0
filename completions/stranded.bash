# bash completion for stranded

_stranded()
{
    local cur=${COMP_WORDS[COMP_CWORD]}
    local prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    local words=

    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        words='check report explain suppress baseline history stats extract merge graph hook lsp dump-ir checks models --version --help'
    else
        case $prev in
        --confidence) words='high medium low' ;;
        --fail-on) words='high medium low never' ;;
        --format)
            words='checkstyle github gitlab html json junit sarif text'
            [[ $command == stats ]] && words='text json svg html'
            ;;
        --checks) words=$(stranded checks 2>/dev/null | sed 's/[[:space:]].*//') ;;
        -j) words=$(seq "$(nproc 2>/dev/null || echo 1)") ;;
        --since) words=$(git for-each-ref --format='%(refname:short)' 2>/dev/null) ;;
        -p | --sources | --db | --models | -o | --reason) ;; # files, below
        *)
            case $command in
            check)
                [[ $cur == -* ]] && words='-p --sources --db -j --checks --confidence --fail-on
                    --new --no-suppressed --staged --since --models --no-shared-headers --stats --fix --diff
                    --format -o --help'
                ;;
            report)
                [[ $cur == -* ]] && words='-p --sources --db --confidence --new --no-suppressed --since
                    --format -o --help'
                ;;
            explain)
                if [[ $cur == -* ]]; then
                    words='-p --sources --db --help'
                else
                    words=$(stranded checks 2>/dev/null | sed 's/[[:space:]].*//')
                fi
                ;;
            baseline)
                if [[ $cur == -* ]]; then
                    words='-p --sources --db --all --reason --models --help'
                elif [[ $COMP_CWORD -eq 2 ]]; then
                    words='add update'
                fi
                ;;
            extract) [[ $cur == -* ]] && words='-p --sources --db -j --shard --models --help' ;;
            merge) [[ $cur == -* ]] && words='-p --sources --db --help' ;;
            history) [[ $cur == -* ]] && words='-p --sources --db --help' ;;
            stats) [[ $cur == -* ]] && words='-p --sources --db --format -o --help' ;;
            suppress) [[ $cur == -* ]] && words='-p --sources --db --reason --help' ;;
            graph) [[ $cur == -* ]] && words='-p --sources --db --svg -o --help' ;;
            lsp) [[ $cur == -* ]] && words='-p --sources --db -j --checks --confidence --models --help' ;;
            hook)
                if [[ $cur == -* ]]; then
                    words='-p --sources --db --checks --models --help'
                else
                    words='install remove run'
                fi
                ;;
            dump-ir) [[ $cur == -* ]] && words='-p --sources --locations --help' ;;
            esac
            ;;
        esac
    fi
    if [[ -n $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    elif [[ $prev == --sources ]]; then
        compopt -o dirnames
    else
        compopt -o default
    fi
}

complete -F _stranded stranded
