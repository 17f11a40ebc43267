--- Answers on paper, where nothing can be folded: they stand at the end of the
--- chapter, and question and answer lead to each other.
local answers = {}

--- Takes a question's answer away, for answers.append. Returns the question's
--- id and the paragraph that leads to the answer.
function answers.take(page, question)
  page.answers = page.answers or {}
  local id = question.id ~= '' and question.id or 'question-' .. #page.answers + 1
  local answer = {id = 'answer-' .. id, question = id, blocks = question.answer}
  table.insert(page.answers, answer)
  page.ids[id], page.ids[answer.id] = true, true
  return id, pandoc.Para {pandoc.Link('Answer ' .. #page.answers, '#' .. answer.id, '', {class = 'to-answer'})}
end

--- Puts the answers that were taken at the end of the page.
function answers.append(page)
  if not page.answers then return end
  page.ids.answers = true
  page.blocks:insert(pandoc.Header(2, 'Answers', {id = 'answers', class = 'unnumbered'}))
  for n, answer in ipairs(page.answers) do
    local title = pandoc.Strong {pandoc.Link('Answer ' .. n, '#' .. answer.question, '', {class = 'to-question'}), pandoc.Str '.'}
    local blocks = pandoc.Blocks(answer.blocks)
    if #blocks > 0 and blocks[1].t == 'Para' then
      -- In the paragraph, so that no page ends between the two.
      blocks[1].content:insert(1, pandoc.Space())
      blocks[1].content:insert(1, title)
    else
      blocks:insert(1, pandoc.Para {title})
    end
    page.blocks:insert(pandoc.Div(blocks, {id = answer.id, class = 'answer'}))
  end
end

return answers
