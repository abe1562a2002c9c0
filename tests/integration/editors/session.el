;;; A session in Emacs with eglot: open, see the finding, mend it, see it go; take that back, be silent about
;;; it, see it go.  -*- lexical-binding: t -*-
;;
;; usage: emacs --batch --no-init-file --load session.el
;; with STRANDED (the program), ROOT (the project, with serve.c) and RESULT (where to say what was seen).

(defvar session-seen nil)

(defun session-say (format &rest arguments)
  (push (apply #'format format arguments) session-seen)
  (with-temp-file (getenv "RESULT")
    (set-buffer-file-coding-system 'utf-8-unix)
    (insert (mapconcat #'identity (reverse session-seen) "\n") "\n")))

(defun session-fail (what)
  (session-say "FAILED: %s" what)
  (kill-emacs 1))

(defun session-count ()
  (flymake-start)
  (length (flymake-diagnostics)))

(defun session-wait (what count)
  "Wait until there are COUNT diagnostics, or fail with WHAT."
  (let ((end (+ (float-time) 60)))
    (while (and (/= (session-count) count) (< (float-time) end))
      (eglot--signal-textDocument/didChange)
      (accept-process-output nil 0.02))
    (unless (= (session-count) count)
      (session-fail what))))

(defun session-apply (title)
  "Apply the action whose title contains TITLE to the line that is reported."
  (let* ((found (car (flymake-diagnostics)))
         (actions (append (eglot-code-actions (flymake-diagnostic-beg found)
                                              (flymake-diagnostic-end found))
                          nil))
         (action (seq-find (lambda (a) (string-match-p title (plist-get a :title))) actions)))
    (unless action
      (session-fail (concat "no action: " title)))
    (eglot--apply-workspace-edit (plist-get action :edit))))

(defun session-line-with (text)
  (save-excursion
    (goto-char (point-min))
    (if (search-forward text nil t)
        (buffer-substring (line-beginning-position) (line-end-position))
      (session-fail (concat "not in the text: " text)))))

(package-initialize)
(unless (require 'eglot nil t)
  (session-say "no eglot")
  (kill-emacs 0))

(setq eglot-sync-connect 60
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil)
(add-to-list 'eglot-server-programs `(c-mode . (,(getenv "STRANDED") "lsp")))
(find-file (expand-file-name "serve.c" (getenv "ROOT")))
(c-mode)
(buffer-enable-undo)
(apply #'eglot (eglot--guess-contact))

(session-wait "no finding" 1)
(let ((found (car (flymake-diagnostics))))
  (goto-char (flymake-diagnostic-beg found))
  (session-say "found thread-not-joined at %d:%d: %s" (1- (line-number-at-pos)) (current-column)
               (car (split-string (flymake-diagnostic-text found) "\n"))))

(undo-boundary)
(session-apply "detach the thread")
(session-wait "the finding stays after the fix" 0)
(session-say "mended: %s" (session-line-with "pthread_detach"))

(undo-boundary)
(let ((last-command nil))
  (undo-more 1)
  (undo-start)
  (while (save-excursion (goto-char (point-min)) (search-forward "pthread_detach" nil t))
    (undo-more 1)))
(session-wait "the finding does not come back" 1)
(session-say "undone")

(session-apply "ignore this")
(session-wait "the finding stays after the comment" 0)
(session-say "ignored: %s" (session-line-with "stranded:ignore"))

(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(session-say "done")
(kill-emacs 0)
