-- A session in Neovim, driven by its own language client: open, see the finding, mend it, see it go;
-- break it again, be silent about it, see it go.
--
-- usage: nvim --headless -u NONE -i NONE -n -c 'luafile session.lua' FILE
-- with STRANDED (the program), ROOT (the project) and RESULT (where to say what was seen).
local seen = {}

local function say(line)
  table.insert(seen, line)
  vim.fn.writefile(seen, vim.env.RESULT)
end

local function fail(line)
  say("FAILED: " .. line)
  vim.cmd("qall!")
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 10) then
    fail(what)
  end
end

local function found()
  return vim.diagnostic.get(0)
end

local client = vim.lsp.start_client({
  name = "stranded",
  cmd = { vim.env.STRANDED, "lsp" },
  root_dir = vim.env.ROOT,
})
vim.lsp.buf_attach_client(0, client)

local function actions(title)
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0) }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 10000)
  for _, answer in pairs(answers or {}) do
    for _, action in ipairs(answer.result or {}) do
      if action.title:find(title, 1, true) then
        return action
      end
    end
  end
  fail("no action: " .. title)
end

local function apply(title)
  vim.lsp.util.apply_workspace_edit(actions(title).edit, "utf-16")
end

wait("no finding", function() return #found() == 1 end)
local first = found()[1]
say(string.format("found %s at %d:%d", first.code, first.lnum, first.col))
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })

local hover = vim.lsp.buf_request_sync(0, "textDocument/hover",
  vim.lsp.util.make_position_params(), 10000)
for _, answer in pairs(hover or {}) do
  say("hover " .. vim.split(answer.result.contents.value, "\n")[1])
end

apply("detach the thread")
wait("the finding stays after the fix", function() return #found() == 0 end)
say("mended: " .. vim.fn.getline(first.lnum + 2))

vim.cmd("undo")
wait("the finding does not come back", function() return #found() == 1 end)
say("undone")

apply("ignore this")
wait("the finding stays after the comment", function() return #found() == 0 end)
say("ignored: " .. vim.fn.getline(first.lnum + 1))

vim.lsp.stop_client(client)
wait("the server does not end", function() return vim.lsp.get_client_by_id(client) == nil end)
say("done")
vim.cmd("qall!")
